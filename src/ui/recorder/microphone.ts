/** Words from the microphone, one after the other: each is taken when it begins after a pause. */
import { levelOf, logMel, OnsetListener, sampleRate, wordIn } from '../../lib/log-mel.ts';
import {
  assertLive,
  type Capture,
  type CaptureState,
  openStream,
  pauseFor,
  stopStream,
  unreadable,
} from './capture.ts';

/** Between two looks at the level, how long a word may go on, and how long is waited at once, ms. */
const [lookMs, wordMs, longestMs] = [20, 1250, 8000];
/** Of a recording the last seconds are kept: the word, and a little before it. */
const keptSeconds = 1.7;

export class Microphone implements Capture {
  #stream: MediaStream | undefined;
  #context: AudioContext | undefined;
  #analyser: AnalyserNode | undefined;

  async start(signal: AbortSignal): Promise<void> {
    // as it is: what suppresses noise or adapts the level would make recordings differ
    const audio = {
      ...{ channelCount: 1, echoCancellation: false },
      ...{ noiseSuppression: false, autoGainControl: false },
    };
    const stream = await openStream('microphone', { audio });
    if (signal.aborted) return stopStream(stream);
    this.#stream = stream;
    this.#context = new AudioContext();
    // where the person was asked first, the press of the button may have been forgotten
    void this.#context.resume();
    this.#analyser = new AnalyserNode(this.#context, { fftSize: 1024 });
    new MediaStreamAudioSourceNode(this.#context, { mediaStream: stream }).connect(this.#analyser);
  }

  async take(signal: AbortSignal, onState: (state: CaptureState) => void) {
    const listener = new OnsetListener();
    for (let isQuiet = false; !signal.aborted;) {
      assertLive('microphone', this.#stream);
      onState(isQuiet ? 'quiet' : 'ready');
      const recording = new Recording(this.#stream as MediaStream);
      const hasBegun = await this.#waitForWord(listener, signal);
      isQuiet = !hasBegun;
      if (hasBegun) {
        onState('recording');
        await pauseFor(wordMs, signal);
      }
      if (signal.aborted) return null;
      const samples = await recording.end();
      const word = hasBegun && !signal.aborted ? wordIn(samples) : null;
      if (word) return logMel(word);
    }
    return null;
  }

  stop(): void {
    stopStream(this.#stream);
    void this.#context?.close();
    this.#stream = this.#context = this.#analyser = undefined;
  }

  /** False where none came for long: what was recorded until then is forgotten. */
  async #waitForWord(listener: OnsetListener, signal: AbortSignal): Promise<boolean> {
    const heard = new Float32Array(1024);
    for (let waited = 0; waited < longestMs; waited += lookMs) {
      await pauseFor(lookMs, signal);
      if (signal.aborted || !this.#analyser) return false;
      assertLive('microphone', this.#stream);
      this.#analyser.getFloatTimeDomainData(heard);
      if (listener.begins(levelOf(heard))) return true;
    }
    return false;
  }
}

/** Sound as the browser records it: in its own format, read back when it ends. */
class Recording {
  readonly #recorder: MediaRecorder;
  readonly #ended: Promise<Blob>;

  constructor(stream: MediaStream) {
    const chunks: Blob[] = [];
    const recorder = new MediaRecorder(stream);
    recorder.ondataavailable = ({ data }) => chunks.push(data);
    this.#ended = new Promise((resolve) => (recorder.onstop = () => resolve(new Blob(chunks))));
    recorder.start();
    this.#recorder = recorder;
  }

  /** The last of it, at `sampleRate`. */
  async end(): Promise<Float32Array> {
    if (this.#recorder.state !== 'inactive') this.#recorder.stop();
    const bytes = await (await this.#ended).arrayBuffer();
    if (bytes.byteLength === 0) return new Float32Array(0);
    // what decodes also changes the rate
    const decoder = new OfflineAudioContext(1, 1, sampleRate);
    const sound = await decoder.decodeAudioData(bytes).catch((error: unknown) => {
      throw unreadable('microphone', error);
    });
    const samples = sound.getChannelData(0);
    return samples.slice(Math.max(0, samples.length - keptSeconds * sampleRate));
  }
}
