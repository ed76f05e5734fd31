// Values of the last minutes, as this page has seen them.

const KEPT = 600;
const GAP = 5_000;

/** Values of many things over time. A thing has `columns` values at each instant. */
export class History {

  #columns;

  #things = new Map();

  constructor(columns) {
    this.#columns = columns;
  }

  #of(name) {
    let thing = this.#things.get(name);
    if (!thing) {
      thing = { times: [], values: Array.from({ length: this.#columns }, () => []), version: 0, last: 0 };
      this.#things.set(name, thing);
    }
    return thing;
  }

  /**
   * Adds what the service answered at an instant.
   * @param quiet whether nothing happens. A quiet thing adds nothing, so that its row in a table stays as it is
   */
  add(name, at, values, quiet = false) {
    const thing = this.#of(name);
    if (at <= thing.last) {
      return;
    }
    const idle = quiet && !thing.values[0].at(-1);
    if (!idle || thing.times.length > 0) {
      if (thing.last > 0 && at - thing.last > GAP) {
        this.#push(thing, thing.last + 1, values.map(() => null)); // nobody looked: the line has a gap
      }
      if (!idle) {
        this.#push(thing, at, values);
      }
    }
    thing.last = at;
  }

  #push(thing, at, values) {
    thing.times.push(at);
    values.forEach((value, i) => thing.values[i].push(value));
    thing.version += 1;
    if (thing.times.length > KEPT * 1.2) {
      [thing.times, ...thing.values].forEach((list) => list.splice(0, list.length - KEPT));
    }
  }

  /** The last values of a column: {values, version}. */
  last(name, column, slots = 60) {
    const thing = this.#of(name);
    return { values: thing.values[column].slice(-slots), version: thing.version };
  }

  /** Changes when a value was added. */
  version(name) {
    return this.#of(name).version;
  }

  /** [times, values of the first column, …] for a chart. */
  series(name) {
    const thing = this.#of(name);
    return [[...thing.times], ...thing.values.map((list) => [...list])];
  }

}
