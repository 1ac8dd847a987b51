// The search without a server: the index is that of `content/search.py`, with what each word finds worked out
// beforehand. Typing mistakes are left out, but for a wrong ending.

/** @typedef {{ kind: string, key: string, title: string, href: string, standing: number }} Entry */
/** What a word finds: of an entry, by the weight of where it stands, its score; three numbers each.
 * @typedef {{ entries: Entry[], words: Record<string, number[]>, called: Record<string, number[]>,
 * named: string[], apart: Record<string, string[]>, empty: string[], start: number, least: number }} Index */

/** The words of a text in small letters, in one of the two spellings of `-ise`. @param {string} text */
export const wordsOf = (text) => text.toLowerCase().replace(/['’](s(?![\p{L}\p{N}_]))?/gu, "")
  .replace(/(?<=[\p{L}\p{N}_]{3})is(e|ed|es|er|ing|ation)(?![\p{L}\p{N}_])/gu, "iz$1").match(/[\p{L}\p{N}]+/gu) ?? [];

/** Answers queries. @param {Index} index */
export function finder({ entries, words, called, named, apart, empty, start, least }) {
  const known = Object.keys(words), names = new Set(named), silent = new Set(empty);
  const begun = (/** @type {string} */ word) => known.filter((each) => each.startsWith(word));
  /** @param {string[]} given @returns {string[]} */
  const spelt = ([word, next, ...rest]) => {
    if (word === undefined) return [];
    const left = next === undefined ? [] : [next, ...rest];
    if (next !== undefined && names.has(word + next)) return [word + next, ...spelt(rest)];
    if (!names.has(word) && word.endsWith("loss") && begun(word.slice(0, -4)).length) {
      return [word.slice(0, -4), "loss", ...spelt(left)];
    }
    return [...(apart[word] && !begun(word).length ? apart[word] : [word]), ...spelt(left)];
  };
  /** The word, or what is left of it when endings that nothing begins with are cut off. @param {string} word */
  const meant = (word) => {
    let cut = word;
    while (cut.length > 4 && !begun(cut).length) cut = cut.slice(0, -1);
    return begun(cut).length ? cut : word;
  };
  /** What a word finds, by entry and weight. @param {string} word @param {boolean} last */
  const hits = (word, last) => {
    const /** @type {Map<string, number>} */ best = new Map(), own = words[word];
    const add = (/** @type {number[]} */ found, /** @type {number} */ share) => {
      for (let i = 0; i < found.length; i += 3) {
        const key = `${found[i]} ${found[i + 1]}`;
        best.set(key, Math.max(best.get(key) ?? 0, share * found[i + 1] * found[i + 2]));
      }
    };
    if (last || !own) for (const each of begun(word)) if (each !== word) add(words[each], start);
    add(own ?? [], 1);
    return best;
  };
  return (/** @type {string} */ query) => {
    const typed = spelt(wordsOf(query).slice(0, 12)), asked = typed.filter((word) => !silent.has(word)).map(meant);
    if (!asked.length) return { hits: entries, meant: "" };
    const found = asked.map((word) => hits(word, word === asked.at(-1))), just = called[typed.join(" ")] ?? [];
    const [scores, answered] = [0, 1].map(() => /** @type {Map<number, number>} */ (new Map()));
    for (const best of found) {
      const own = new Set([...best.keys()].map((key) => parseInt(key)));
      for (const entry of own) answered.set(entry, (answered.get(entry) ?? 0) + 1);
      for (const [key, score] of best) scores.set(parseInt(key), (scores.get(parseInt(key)) ?? 0) + score);
    }
    const enough = least * Math.max(0, ...scores.values());
    const rank = (/** @type {number} */ entry) =>
      (just.includes(entry) ? 1e9 : 0) + (scores.get(entry) ?? 0) * entries[entry].standing;
    return { meant: "", hits: [...scores.keys()].sort((a, b) => rank(b) - rank(a) || a - b)
      .filter((entry) => answered.get(entry) === found.length || (scores.get(entry) ?? 0) >= enough)
      .map((entry) => entries[entry]) };
  };
}
