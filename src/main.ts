/** Puts the design tokens on the document, then defines the elements; index.html does the rest. */
import { documentStyles } from './ui/tokens.ts';
import './ui/playground-app.ts';

const sheet = documentStyles.styleSheet;
if (sheet) document.adoptedStyleSheets.push(sheet);
