/** What curves are saved as: loaded when the first is. */
export { curveFile } from './curve-file.ts';
export { curvePicture } from './curve-picture.ts';
