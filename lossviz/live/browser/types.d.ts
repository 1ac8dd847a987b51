// What the modules hand to one another. The shapes of what travels are written by the Python side.
import type { Interaction } from "./interaction.js";
import type { Plot } from "./plot.js";

export type Fields = Record<string, string>;
export type Changes = [name: string, text: string][];
export type Path = (string | number)[];
export type Colours = Record<string, string>;
export type Num = number | string; // infinities travel as "inf" and "-inf"
type Steps = { u2: string; shape: number[]; low: number; scale: number };
export type Differences = { planes: string; shape: number[]; along: number; low?: number; scale?: number };
export type Code = { each: unknown[] } | Differences | Steps;
/** Columns along the axes that move them, the last fastest; the first `stops` of an axis' values are its slider's. */
export type Lattice = { axes: { name: string; values: Num[]; stops: number }[]; columns: [Path[], number[], Code][] };
export type Answer = { columns: [Path[], Code][] };
export type Columns = [Path[], ArrayLike<unknown>][]; // a leaf at every step, and where it belongs

type Row = ArrayLike<number>;
type Meta = { role?: string; table?: boolean; x?: string; tag?: string; spots?: [number, number][] };
type Cells = { x?: Row; y?: Row; z?: ArrayLike<Row>; customdata?: ArrayLike<unknown>; text?: string[] | string };
type Marker = { color?: string | string[]; size?: number | number[] };
type Ink = { mode?: string; line?: { color?: string }; marker?: Marker };
type Panel = { xaxis?: string; yaxis?: string; scene?: string };
export type Trace = Cells & Ink & Panel & { type?: string; name?: string; visible?: boolean; meta?: Meta };
type Scenes = { [scene: `scene${string}`]: { camera?: unknown } | undefined };
export type Layout = Scenes & { uirevision?: unknown; font?: { family?: string }; autosize?: boolean };
type Sets = { less: number; others: number | null; times: number };
export type Motion = Sets & { name: string; low: number; high: number; step: number };
export type Place = { xaxis: string; yaxis: string };
type Body = { grip: [number, number, number, number] | null; group: string };
type Kept = { out?: string | null; kind?: number | null };
export type HandleMark = Place & Body & Kept & { label: string; at: [number, number]; x: Motion | null; y: Motion | null };
export type CanvasMark = Place & { name: string; label: string; side: number };
export type Readings = Record<string, { value: number | null; unit: string }>;
type Words = { readings?: Readings; worked: string[]; takeaway: string; done?: number };
type Shapes = { narrow?: Layout | null; short?: { layout: Layout; hidden: string[] } | null };
type Marks = { handles?: HandleMark[]; canvases?: CanvasMark[] };
export type Figure = Words & Shapes & Marks & { data: Trace[]; layout: Layout };
export type Table = { caption: string; head: string[]; body: string[][] };

export type Domain = { low: Num; high: Num; closed: string; words: string; sizes: [number, number] };
type Named = { name: string; label: string; meaning: string; fold?: string };
type Numeric = Named & { domain: Domain; step: number; unit: string };
type Travelling = { steps: number[]; travel: "ahead" | "chased"; plays: boolean };
type Thumb = Numeric & Travelling & { symbol: string; value: Num; landmarks: [Num, string][] };
export type SliderControl = Thumb & { kind: "slider" };
export type NumbersControl = Numeric & { kind: "numbers"; components: string[]; value: Num[] };
export type ChoiceControl = Named & { kind: "choice"; options: [string, string][]; value: string };
export type SeveralControl = Named & { kind: "several"; options: [string, string][]; value: string[] };
export type PaintingControl = Named & { kind: "painting"; stamps: [string, string][]; digits: number; value: string };
type Addable = { count: number; most: number; labels: string[] };
export type MovesControl = Named & Addable & { kind: "moves"; value: string };
type Columned = { columns: string[]; optional: number; labels: string[]; most: number };
export type TableControl = Named & Columned & { kind: "table"; value: string };
/** A table as it was read: the text of the value, or the sentence why there is none. */
type Remarks = { summary: string; notes: string[]; unused: [number, string][]; labels: string[] };
export type ReadTable = Remarks & { value: string; error: string; columns: [string, string][]; chosen: string[] };
type Others = PaintingControl | MovesControl | TableControl;
export type Control = SliderControl | NumbersControl | ChoiceControl | SeveralControl | Others;
/** A control: `follow` tells it the text of its field whenever that has been set or has come anew, `outlive` that it
 * belongs to an earlier figure: a step of its own is none of a travel's; `drew` that the figure came. */
type Shown = { node: HTMLElement; follow(text: string): void; outlive?(): void; drew?(): void };
/** Makes a control of its kind. */
export type Maker<C> = (control: C, hands: Hands, id: string) => Shown;

type Looks = { themes: Record<string, Colours>; conceal: string[] };
/** A state to start from; its sentences, while it is the one on screen. */
export type Preset = { name: string; fields: Fields; says: string };
/** `head` are the fields that say of what the figure is, and its kind. */
type Sorted = { head: Fields; presets: Preset[] };
export type Snapshot = Looks & Sorted & { figure: Figure; controls: Control[]; fields: Fields };
export interface Source {
  figure(fields: Fields): Promise<Snapshot>;
  arm(fields: Fields, slider: string): Promise<Answer>;
  frame(fields: Fields, to: Fields): Promise<Answer>;
  library(): Promise<Library>;
  /** What a control makes of a table, where there is someone to read it. */
  table?(fields: Fields, name: string, bytes: Uint8Array, columns: string[]): Promise<ReadTable>;
  /** Why something cannot move, where not all can; empty if it can. */
  fixed?(name: string): string;
}
export type Told = { turn: number; fields: Fields; readings: Readings };
/** What a host adds to a picture that is taken away, and texts to copy, each with what it is. */
export type Taken = { title: string; link: string; texts: [string, string][] };
/** The turn is counted up with each telling; `seen` is called with every picture, while something is held too. */
type Watcher = { seen?(readings: Readings, fields: Fields): void };
export type Host = Watcher & { source: Source; tell(told: Told): void; turn?: number; taken?(): Taken; home?(): Fields };

/** A view as a guide shows it: where it comes from, what of it can be set, the losses that can be chosen. */
export type Exhibit = { page: string; fields: Fields; free: string[]; losses: [string, string, Fields][]; whole: string };
export type Asked = { kind: "choice"; options: [string, string][] } | Amount;
export type Amount = { kind: "number"; label: string; unit: string; low: number; high: number; step: number };
export type Judged = { right: boolean | null; verdict: string; meant: string };
type Ends = { low: number | null; high: number | null };
export type Bound = Ends & { reading: string; label: string; per: string; size: boolean };
type Aim = { bounds: Bound[]; edge: [string, number] | null };
export type Task = Aim & { asks: string; met: string; hint: string; exhibit: Exhibit };
/** A course: how many tasks each of its lessons has. */
export type Course = { key: string; name: string; tasks: Record<string, number> };
/** Where guides find figures and answers. */
export type Site = { guide: string; server: string; base: string; version: string };

/** What a control, a handle or a canvas may do to the state. Whoever holds it is known by an object of its own. */
type Asks = "ahead" | "text" | "moves" | "isHeld" | "aim" | "marks" | "reads";
export type Hands = Pick<Interaction, "begin" | "move" | "end" | "holds" | "set" | Asks>;
/** What handles and canvases lie over. */
export type Picture = Pick<Plot, "node" | "figure" | "axes" | "pointed">;
/** Where what comes of it is seen: exact figures, frames or steps of a travel, and fields that have been set. */
export interface Screen {
  show(snapshot: Snapshot): Promise<void>;
  move(columns: Columns, step?: number): void;
  follow(to: Fields): void;
  settled(): void;
  answered(error: unknown): void; // null if there was none
  refused(reason: string): void; // why what is in the hand does not move, empty if it does
  aim(name: string): Promise<string[] | null>;
  marks(name: string): (HandleMark & { x: Motion; y: Motion })[];
}

type Listeners = { [K in keyof HTMLElementEventMap as `on${K}`]?: (event: HTMLElementEventMap[K]) => void };
export type Settings = Listeners & Record<string, unknown>;

// The part of Plotly that is used.
type Scale = Record<"l2p" | "p2l" | "d2p" | "p2d", (place: number) => number>;
export type Axis = Scale & { _offset: number; _length: number; range: number[] };
export type PlotNode = HTMLElement & { layout?: Layout; _fullLayout?: Record<string, Axis | undefined> };
export interface Library {
  react(node: HTMLElement, data: Trace[], layout: Layout, config: object): Promise<unknown>;
  animate(node: HTMLElement, frame: object, settings: object): Promise<unknown>;
  purge(node: HTMLElement): void;
  toImage(node: HTMLElement, settings: object): Promise<string>;
  Plots: { resize(node: HTMLElement): Promise<unknown> };
}
declare global {
  var Plotly: Library | undefined;
}
