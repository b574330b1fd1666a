/** What a text is written in, where that is more than words. */

/** Characters looked at. */
const startLength = 4096;

const formats: { name: string; pattern: RegExp }[] = [
  { name: 'HTML', pattern: /^\s*(<!--[^]*?-->\s*)*<(!doctype\s+html|html|head|body)\b/i },
  { name: 'XML', pattern: /^\s*<\?xml\s[^>]*\?>/ },
  { name: 'PostScript', pattern: /^%!PS-Adobe-\d/ },
];

/** `HTML`, `XML`, `JSON` …; null for plain words. */
export function formatOf(text: string): string | null {
  const start = text.slice(0, startLength);
  const format = formats.find(({ pattern }) => pattern.test(start));
  if (format) return format.name;
  if (
    /^\s*(\{\s*"([^"\\]|\\.)*"\s*:|\[\s*[{["\d-])/.test(start) &&
    /[}\]]\s*$/.test(text.slice(-99))
  ) {
    return 'JSON';
  }
  return isTable(text) ? 'a table (CSV)' : null;
}

/** Rich text of a word processor: its words stand between commands that a net would learn as letters. */
export function isRichText(text: string): boolean {
  return (
    /^\s*\{\\rtf\d/.test(text) &&
    /\\(ansi|mac|pc|pca|deff\d|fonttbl|colortbl|par|pard)\b/.test(text.slice(0, startLength))
  );
}

/** Lines that all have the same number of tabs, semicolons or commas without a space, three at least. */
export function isTable(text: string): boolean {
  const start = text.slice(0, startLength);
  const lines = start.split('\n').slice(0, 20);
  if (start.length === startLength || lines.at(-1) === '') lines.pop();
  if (lines.length < 3) return false;
  return ['\t', ';', ','].some((sign) => {
    const fields = lines.map((line) => line.replace(/"[^"]*"/g, '').split(sign));
    const count = fields[0].length;
    const isSeparator = (row: string[]) =>
      row.length === count && !row.slice(1).some((field) => /^\s/.test(field));
    return count >= 2 && fields.every(isSeparator);
  });
}
