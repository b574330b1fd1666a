/**
 * The same small nets trained in two browsers: losses must agree to 1e-3 at every step and every
 * parameter tensor to 1e-4 of its norm.
 */
/* global document -- the functions that run in the page use it */

const steps = 20;
const lossLimit = 1e-3;
const parameterLimit = 1e-4;

/** Odd sizes, three cells, both forms of kernels that need no subgroups, both kinds of input. */
const cases = [
  ['rnn-tanh', 'registers', 'layers=1&hidden=21&optimizer=sgd&rate=0.5'],
  ['gru', 'tiles', 'layers=2&hidden=22&input=embedding&embedding=7'],
  ['lstm', 'registers', 'layers=2&hidden=23'],
].map(([cell, kernels, more]) => ({
  name: `${cell}, ${kernels}`,
  link: `#v=1&engine=gpu&cell=${cell}&kernels=${kernels}&timesteps=9&batch=5&${more}`,
}));

/** Runs in the page: trains `count` steps one by one, then reads losses and parameters. */
async function trainInPage(count) {
  const { session } = document.querySelector('playground-app');
  const { client } = session;
  const losses = [];
  client.on('training.losses', ({ run }) => losses.push(...run.losses));
  for (let step = 1; step <= count; step++) {
    const done = new Promise((resolve) => {
      const stop = client.on('training.progress', ({ progress }) => {
        if (progress.step !== step || progress.state === 'running') return;
        stop?.();
        resolve();
      });
    });
    client.send({ type: 'training.step' });
    await done;
  }
  const { parameters } = await client.ask({ type: 'parameters.read' });
  return {
    losses: losses.slice(0, count),
    parameters: parameters.map(({ name, values }) => ({ name, values: Array.from(values) })),
  };
}

async function measure(browser, address, { link }) {
  const page = await browser.newPage();
  const problems = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  try {
    await page.goto(`${address}${link}`);
    await page.waitForFunction(
      () => document.querySelector('playground-app')?.session.net.info.value !== null,
      { timeout: 500_000, polling: 200 },
    );
    const result = await page.evaluate(trainInPage, steps);
    if (problems.length > 0) throw new Error(problems.join('; '));
    return result;
  } finally {
    await page.close();
  }
}

/** What differs by more than it may; empty when all is well. */
function differences(expected, got) {
  const found = [];
  const worst = Math.max(
    ...expected.losses.map((loss, i) => Math.abs(got.losses[i] - loss) / Math.abs(loss)),
  );
  if (got.losses.length !== steps || !(worst <= lossLimit)) found.push(`losses differ by ${worst}`);
  for (const [index, { name, values }] of expected.parameters.entries()) {
    const other = got.parameters[index].values;
    const norm = (list) => Math.hypot(...list);
    const relative = norm(values.map((value, i) => value - other[i])) / norm(values);
    if (!(relative <= parameterLimit)) found.push(`${name} differs by ${relative}`);
  }
  return { found, worst };
}

/** Every net trained in this browser: its losses and parameters, or what went wrong. */
export async function trainEach(browser, address) {
  const results = [];
  for (const one of cases) {
    try {
      results.push(await measure(browser, address, one));
    } catch (error) {
      results.push({ error: error instanceof Error ? error.message : String(error) });
    }
  }
  return results;
}

/** Of each net its title, its state, and how far the losses were apart or what went wrong. */
export function compareEach(expected, got) {
  return cases.map(({ name }, index) => {
    const title = `training: ${name}`;
    const error = expected[index].error ?? got[index].error;
    if (error) return { title, state: 'failed', message: error };
    const { found, worst } = differences(expected[index], got[index]);
    const state = found.length > 0 ? 'failed' : 'passed';
    const message = [...found, `losses within ${worst.toExponential(1)}`].join('; ');
    return { title, state, message };
  });
}
