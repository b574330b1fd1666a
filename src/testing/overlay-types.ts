/** What TypeScript says of files as they would be, beside all others as they are. */
import { dirname, resolve } from 'node:path';
import ts from 'typescript';
import type { Overlay } from './document-diff.ts';

const root = resolve(import.meta.dirname, '../..');

/** @param within folders whose files this configuration is for */
export function complaints(config: string, overlay: Overlay, within: readonly string[]): string[] {
  const { config: json } = ts.readConfigFile(resolve(root, config), (path) =>
    ts.sys.readFile(path),
  ) as {
    config: object;
  };
  const { options } = ts.parseJsonConfigFileContent({ ...json, include: [] }, ts.sys, root);
  const host = ts.createCompilerHost(options);
  const files = new Map([...overlay].map(([path, text]) => [resolve(root, path), text]));
  host.fileExists = (path) => files.has(path) || ts.sys.fileExists(path);
  const folders = new Set([...files.keys()].map((path) => dirname(path)));
  host.directoryExists = (path) => folders.has(path) || ts.sys.directoryExists(path);
  host.readFile = (path) => files.get(path) ?? ts.sys.readFile(path);
  const own = [...files.keys()].filter((path) =>
    within.some((folder) => path.startsWith(resolve(root, folder))),
  );
  const program = ts.createProgram([...own, resolve(root, 'src/virtual.d.ts')], options, host);
  return own.flatMap((path) => {
    const source = program.getSourceFile(path);
    const found = [
      ...program.getSyntacticDiagnostics(source),
      ...program.getSemanticDiagnostics(source),
    ];
    return found.map(
      ({ messageText }) => `${path}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`,
    );
  });
}
