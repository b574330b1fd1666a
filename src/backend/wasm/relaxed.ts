/** Whether this engine multiplies and adds in one instruction. */
import { Bytes, encodeModule } from './encoder.ts';

export function hasRelaxed(): boolean {
  const code = new Bytes();
  for (let operand = 0; operand < 3; operand++) {
    code.op('v128.const');
    for (let index = 0; index < 16; index++) code.byte(0);
  }
  code.op('f32x4.relaxed_madd');
  code.op('drop');
  return WebAssembly.validate(encodeModule({ parameters: [], locals: [], code }, false));
}
