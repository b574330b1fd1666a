/** Modules that the build makes. */
declare module 'virtual:corpora' {
  /** The built-in texts; `url` is the emitted asset. */
  export const corpora: {
    id: string;
    title: string;
    author: string;
    url: string;
    bytes: number;
    characters: number;
    sha256: string;
  }[];
}
