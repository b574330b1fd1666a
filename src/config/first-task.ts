/** The task that the page begins with, and what it says of it until the engine tells of all. */
export const firstTask = {
  id: 'language-model',
  shows: 'Train a recurrent net to predict the next character of a book, and look inside it.',
  /** Known before the engine tells of tasks, so that no tab moves when it does. */
  views: { lacks: [], own: ['token-line', 'score', 'quiz', 'typing', 'second-text'] },
} as const;
