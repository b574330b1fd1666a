/** The one rule for ends of lines. */

/**
 * Every sign that ends a line becomes `\n`: CR, CR LF and CR NEL as one, NEL (U+0085), VT, the line
 * separator U+2028 and the paragraph separator U+2029. A form feed begins a page and stays.
 */
export function withPlainNewlines(text: string): string {
  return /[\r\v\u0085\u2028\u2029]/.test(text)
    ? text.replace(/\r[\n\u0085]?|[\v\u0085\u2028\u2029]/g, '\n')
    : text;
}

/** The rule of older pages, for texts that they trained on: NEL, VT and the separators stayed. */
export function withNewlinesAsBefore(text: string): string {
  return text.replace(/\r\n?/g, '\n');
}
