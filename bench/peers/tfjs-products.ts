/** Matrix products of TensorFlow.js, with the library's own gradient or with a quicker one. */
import * as tf from '@tensorflow/tfjs';

export type Product = (left: tf.Tensor, right: tf.Tensor) => tf.Tensor2D;

/** What everybody writes. Its gradient multiplies with transposed operands. */
export const plainProduct: Product = (left, right) => tf.matMul(left, right);

/**
 * The gradient transposes first and multiplies then: the WebAssembly backend has a fast product
 * only for operands that are not transposed.
 */
const recordedProduct = tf.customGrad((...inputs) => {
  const [left, right, save] = inputs as [tf.Tensor2D, tf.Tensor2D, tf.GradSaveFunc];
  save([left, right]);
  const gradFunc = (output: tf.Tensor, saved: tf.Tensor[]) => {
    const [x, y] = saved as [tf.Tensor2D, tf.Tensor2D];
    const derivative = output as tf.Tensor2D;
    return [
      tf.matMul(derivative, tf.transpose(y)),
      tf.matMul<tf.Tensor2D>(tf.transpose(x), derivative),
    ];
  };
  return { value: tf.matMul(left, right), gradFunc };
});

export const transposingProduct: Product = (left, right) =>
  recordedProduct(left, right) as tf.Tensor2D;
