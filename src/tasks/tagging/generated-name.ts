/** The built-in sentences, as they are chosen and named. */
export const generatedId = 'sentences';
export const generatedTitle = 'Generated sentences';
