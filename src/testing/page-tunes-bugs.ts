/** Faults that are planted in what the page shows, plays and saves of tunes. */
import { bugsIn } from './page-missed-bugs.ts';
import type { PlantedBug } from './planted-bugs.ts';

const read = 'tunes are made and read';
const heard = 'a tune is heard when somebody says so, and saved';

export const pageTunesBugs: readonly PlantedBug[] = [
  ...bugsIn(
    'src/ui/tunes/tunes-panel.ts',
    read,
    ['(pitchOf(a) ?? 0) - (pitchOf(b) ?? 0)', '(pitchOf(b) ?? 0) - (pitchOf(a) ?? 0)'],
    ['[...given, ...(line', '[...(line'],
    ['line.isCut ? drawn : drawn.slice(0, -1)', 'drawn'],
    ['(at + 1) * hiddenSize', 'at * hiddenSize'],
    [`.filter(({ info }) => info.scale === 'gate')`, ''],
    ['Math.round(copied * 100)', 'Math.round(copied)'],
    ['fixed(length / barLength, 1)', 'fixed(length, 1)'],
  ),
  ...bugsIn(
    'src/ui/tunes/tune-roll.ts',
    read,
    ['(high - pitch) * pitchHeight', '(pitch - low) * pitchHeight'],
    ['means[places[index]]', 'means[index]'],
    ['bottom - high, (next', 'bottom, (next'],
    ['bar * barLength <= length', 'bar <= length'],
  ),
  ...bugsIn(
    'src/ui/tunes/tunes-panel.ts',
    heard,
    ['if (this.#player.isPlaying.value) this.#stop();\n', ''],
    ['synthesise(notes, this.tempo));\n    const', 'synthesise(notes, usualTempo));\n    const'],
    ['midiOf(notes, this.tempo)', 'midiOf(notes, usualTempo)'],
    ['#player.seconds / secondsPerSixteenth', '#player.seconds * secondsPerSixteenth'],
    ['this.chosen + 1}`', 'this.chosen}`'],
  ),
  ...bugsIn('src/ui/tunes/tune-roll.ts', heard, ['this.at >= at &&', 'this.at <= at &&']),
  ...bugsIn(
    'src/ui/tunes/tune-player.ts',
    heard,
    ['source?.stop();\n', ''],
    ['if (this.#source === source) this.stop();', ''],
  ),
];
