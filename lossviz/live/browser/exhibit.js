/** @import { Exhibit, Fields, Readings, Site, Snapshot, Told } from "./types.d.ts" */
import { mount } from "./mount.js";
import { httpSource } from "./source.js";
import { untilDrawn, withFirst } from "./standalone.js";

/** @typedef {{ seen?(readings: Readings, fields: Fields): void, settled?(told: Told): void }} Watch */

const /** @type {(() => void)[]} */ places = [];

/** Draws all figures in the colours that the document has now. */
export const wear = () => places.forEach((place) => place());

/** A place for figures of guides: it shows one exhibit after the other.
 * @param {HTMLElement} parent @param {Site} site @param {Watch} watch @param {Snapshot | null} first */
export function exhibits(parent, { server, version }, watch, first = null) {
  let /** @type {ReturnType<typeof mount> | null} */ figure = null, page = "", /** @type {Fields} */ home = {};
  let /** @type {Element | null} */ said = null; // the document's own words for it
  const source = () => {
    const http = httpSource({ address: server, page, version });
    return first ? withFirst(http, first) : http;
  };
  const adopt = () => figure?.adoptTheme();
  places.push(adopt);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", adopt);
  return {
    /** @param {Exhibit} exhibit @param {Fields} fields where it is now */
    show(exhibit, fields = exhibit.fields) {
      if (exhibit.page !== page) figure?.unmount();
      said ??= parent.querySelector(".lossviz-transcript");
      if (!figure || exhibit.page !== page) {
        page = exhibit.page;
        figure = mount(parent, { source: source(), tell: (told) => watch.settled?.(told), seen: watch.seen,
          home: () => home });
      }
      home = exhibit.fields;
      const words = said, done = figure.show(fields);
      said = null;
      untilDrawn(words, parent, done);
      return done;
    },
    /** The named numbers in another state. @param {Fields} fields @returns {Promise<Readings>} */
    readings: async (fields) => (await source().figure(fields)).figure.readings ?? {},
    /** Shows nothing but this. @param {Element} instead */
    clear(instead) {
      figure?.unmount();
      figure = null;
      parent.replaceChildren(instead);
    },
  };
}
