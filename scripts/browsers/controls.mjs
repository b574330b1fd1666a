/** How what is done in a page finds its controls, in shadow roots too: by what people call them. */
/* global document -- it runs in the page */

/** Runs in a page that was just opened: `controls` are there for what is called after it. */
export function findControls() {
  const all = (root, selector) => [
    ...root.querySelectorAll(selector),
    ...[...root.querySelectorAll('*')].flatMap(({ shadowRoot }) =>
      shadowRoot ? all(shadowRoot, selector) : [],
    ),
  ];
  const nameOf = (element) => (element.getAttribute('aria-label') ?? element.textContent).trim();
  const named = (selector, name) =>
    all(document, selector).find((element) => nameOf(element) === name);
  globalThis.controls = { all, named };
  // what is called there is waited for
  return Promise.resolve();
}
