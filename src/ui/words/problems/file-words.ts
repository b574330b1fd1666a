/** What is said of a file of weights or of a run that cannot be used. */
import { msg, str } from '@lit/localize';
import type { NameList } from '../../../lib/problems.ts';
import { bytes, grouped } from '../../format.ts';
import { settingLabel } from '../settings.ts';
import { soundWeights, wholeFile } from './advice.ts';
import { fileKind } from './file-kinds.ts';
import type { Said, WordsOf } from './said.ts';

const whole = () => msg('Choose a .safetensors file that is complete and was not changed');
const samePage = () => msg('Load a run that was saved by this version of the page');
const sameNet = () =>
  msg(
    'Set cell, layers, hidden size, input, initial state and text as they were when it was saved',
  );
const rename = () =>
  msg(
    'Set cell, layers, input and initial state as they were when it was saved, or rename the tensors: any module name serves for rnn, head and embedding',
  );

/** Of one tensor, in a file that was damaged. */
const ofTensor =
  (what: (name: string) => string) =>
  ({ name }: { name: string }): Said => ({ what: what(name), advice: whole() });

export const fileWords: WordsOf<'checkpoint'> = {
  'file too large': ({ bytes: size, limit }) => ({
    what: msg(str`the file is too large: size ${bytes(size)}, limit ${bytes(limit)}`),
    advice: msg('Choose a .safetensors file of a net that fits into a page'),
  }),
  'file not read': ({ reason }, { why }) => ({
    what: msg(str`the file could not be read: reason ${why(reason).what}`),
    advice: msg('Check that it is still there and may be read, then choose it again'),
  }),
  'run too large': ({ headerBytes, valueBytes }) => ({
    what: msg(
      str`this run is too large for a file: header ${bytes(headerBytes)}, values ${bytes(valueBytes)}`,
    ),
    advice: msg('Train a smaller net, or one on a text with fewer different characters'),
  }),
  'number not finite': ({ name, index, value }) => ({
    what: msg(str`a number is not finite: name ${name}, index ${grouped(index)}, value ${value}`),
    advice: soundWeights(),
  }),
  'not safetensors': ({ looks }) => ({
    what: msg(str`this is not a safetensors file: it looks like ${fileKind(looks)}`),
    advice: msg(
      'Choose a .safetensors file; PyTorch writes one with save_file(model.state_dict(), …) of safetensors.torch',
    ),
  }),
  'file too short': ({ bytes: size }) => ({
    what: msg(str`the file is too short to be a safetensors file: size ${bytes(size)}`),
    advice: whole(),
  }),
  'header too long': ({ header, bytes: size, limit }) => ({
    what: msg(
      str`the header would be longer than the file or the limit: header ${header} bytes, file ${bytes(size)}, limit ${bytes(limit)}`,
    ),
    advice: whole(),
  }),
  'header unreadable': () => ({ what: msg('the header cannot be read'), advice: whole() }),
  'metadata unreadable': () => ({ what: msg('the metadata cannot be read'), advice: whole() }),
  'name too long': ofTensor((name) => msg(str`a name in the header is too long: name ${name}`)),
  'name not allowed': ofTensor((name) =>
    msg(str`a name in the header is not allowed: name ${name}`),
  ),
  'too many tensors': ({ tensors, limit }) => ({
    what: msg(
      str`the file has too many tensors: tensors ${grouped(tensors)}, limit ${grouped(limit)}`,
    ),
    advice: whole(),
  }),
  'tensor not described': ofTensor((name) => msg(str`a tensor is not described: name ${name}`)),
  'kind not given': ofTensor((name) =>
    msg(str`the kind of a tensor’s values is not given: name ${name}`),
  ),
  'shape not allowed': ofTensor((name) =>
    msg(str`the shape of a tensor is not allowed: name ${name}`),
  ),
  'place not given': ofTensor((name) => msg(str`the place of a tensor is not given: name ${name}`)),
  'tensor too large': ofTensor((name) => msg(str`a tensor is larger than any file: name ${name}`)),
  'bytes unlike the shape': ({ name, shape, kind, needed, given }) => ({
    what: msg(
      str`the bytes of a tensor do not fit its shape: name ${name}, shape ${shape}, kind ${kind}, needed ${grouped(needed)}, given ${grouped(given)}`,
    ),
    advice: whole(),
  }),
  'hole between tensors': ({ name, begins, expected }) => ({
    what: msg(
      str`tensors overlap or leave a hole: name ${name}, begins ${grouped(begins)}, expected ${grouped(expected)}`,
    ),
    advice: whole(),
  }),
  'file cut off': ({ needed, given }) => ({
    what: msg(
      str`the file is cut off: bytes needed ${grouped(needed)}, bytes there ${grouped(given)}`,
    ),
    advice: whole(),
  }),
  'file too long': ({ needed, given }) => ({
    what: msg(
      str`the file goes on after its end: bytes needed ${grouped(needed)}, bytes there ${grouped(given)}`,
    ),
    advice: whole(),
  }),
  'record unreadable': () => ({
    what: msg('the record of the run cannot be read'),
    advice: wholeFile(),
  }),
  'record incomplete': () => ({
    what: msg('the record of the run is incomplete'),
    advice: wholeFile(),
  }),
  'record wrong': ({ field }) => ({
    what: msg(str`the record of the run has a wrong value: field ${field}`),
    advice: wholeFile(),
  }),
  'vocabulary disordered': () => ({
    what: msg('the vocabulary of the run is out of order'),
    advice: wholeFile(),
  }),
  'other version': ({ version, known }) => ({
    what: msg(
      str`the run was saved by another version of the page: version ${version}, known ${known}`,
    ),
    advice: msg('Load it in a page of that version, or save it there as weights alone'),
  }),
  'setting not allowed': ({ setting, value }) => ({
    what: msg(
      str`a setting of the saved run is not allowed here: setting ${settingLabel(setting)}, value ${value}`,
    ),
    advice: samePage(),
  }),
  'curves beyond the step': ({ steps }) => ({
    what: msg(str`the curves do not fit the step: steps ${grouped(steps)}`),
    advice: wholeFile(),
  }),
  'other moments': ({ given, needed }) => ({
    what: msg(
      str`the file has other moments than its optimizer: in the file ${given}, of the optimizer ${needed}`,
    ),
    advice: wholeFile(),
  }),
  'other states': ({ given, needed }) => ({
    what: msg(
      str`moments or states are missing, or there are too many: in the file ${given}, needed ${needed}`,
    ),
    advice: wholeFile(),
  }),
  'state missing': ({ name }) => ({
    what: msg(str`moments or states are missing: name ${name}`),
    advice: wholeFile(),
  }),
  'tensor missing': ({ name, wanted, given }) => ({
    what: msg(
      str`a tensor of this net is not in the file: name ${name}, this net has ${listed(wanted)}, the file has ${listed(given)}`,
    ),
    advice: rename(),
  }),
  'tensor not needed': ({ name, wanted, given }) => ({
    what: msg(
      str`the file has a tensor that this net has not: name ${name}, this net has ${listed(wanted)}, the file has ${listed(given)}`,
    ),
    advice: rename(),
  }),
  'tensor of another shape': ({ name, given, wanted }) => ({
    what: msg(
      str`a tensor has another shape: name ${name}, in the file ${given}, in the net ${wanted}`,
    ),
    advice: sameNet(),
  }),
  'tensor of another kind': ({ name, kind }) => ({
    what: msg(str`the values of a tensor are of another kind: name ${name}, kind ${kind}`),
    advice: msg('Save the weights as floating-point numbers: F32, F16, BF16 or F64'),
  }),
  'weights without a text': () => ({
    what: msg('weights alone need an open text'),
    advice: msg('Open the text that they were trained on, then load them again'),
  }),
  'other vocabulary': ({ ofRun, ofText }) => ({
    what: msg(
      str`the run has another vocabulary than its text: symbols of the run ${grouped(ofRun)}, of the text ${grouped(ofText)}`,
    ),
    advice: msg('Choose a file that was not changed'),
  }),
};

/** The others are only counted. */
function listed({ names, count }: NameList): string {
  if (count === 0) return msg('none');
  const shown = names.join(' · ');
  const more = count - names.length;
  return more > 0 ? msg(str`${shown} and ${more} more`) : shown;
}
