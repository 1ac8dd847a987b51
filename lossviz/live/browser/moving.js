/** @import { Columns, Fields } from "./types.d.ts" */
import { keyWithout } from "./state.js";

/** Asks for what is wanted, one request at a time. Of all that is wanted while one is on its way, only the last is
 * asked for after it, while the answer is being drawn. @template T @param {(to: Fields) => Promise<T>} ask
 * @param {(answer: T) => void} show @param {(error: unknown) => void} fail */
export function frames(ask, show, fail) {
  let /** @type {Fields | null} */ wanted = null, /** @type {Promise<void> | null} */ following = null;
  let generation = 0;
  const sent = () => wanted && { to: wanted, mine: generation,
    // What goes wrong in showing is not to be taken for a failure of the server.
    answered: ask(wanted).then((answer) => () => show(answer), (error) => () => fail(error)) };
  const follow = async () => {
    try {
      for (let next = sent(); next;) {
        const { to, mine, answered } = next, react = await answered;
        if (wanted === to) wanted = null;
        next = sent();
        if (mine === generation) react();
        next ??= sent();
      }
    } finally {
      following = null;
    }
  };
  /** Resolves when nothing more is wanted. */
  const want = (/** @type {Fields} */ to) => {
    wanted = to;
    return following ??= follow();
  };
  /** What is on its way is no longer wanted. */
  const drop = () => {
    wanted = null;
    generation += 1;
  };
  return { want, drop };
}

/** Gives sliders' whole travels. One holds as long as all other fields are as they were when it was asked for.
 * @param {(slider: string, fields: Fields) => Promise<Columns>} ask */
export function travels(ask) {
  const /** @type {Map<string, { key: string, travel: Promise<Columns> }>} */ kept = new Map();
  return (/** @type {string} */ slider, /** @type {Fields} */ fields) => {
    for (const [name, { key }] of kept) if (key !== keyWithout(fields, name)) kept.delete(name);
    const entry = kept.get(slider) ?? { key: keyWithout(fields, slider), travel: ask(slider, fields) };
    kept.set(slider, entry);
    entry.travel.catch(() => kept.get(slider) === entry && kept.delete(slider));
    return entry.travel;
  };
}
