import { useEffect, useState } from './lib.js';

/** A value that views can watch. */
export class Store {

  #value;

  #watchers = new Set();

  constructor(value) {
    this.#value = value;
  }

  get() {
    return this.#value;
  }

  set(value) {
    if (value === this.#value) {
      return;
    }
    this.#value = value;
    [...this.#watchers].forEach((watcher) => watcher(value));
  }

  update(change) {
    this.set(change(this.#value));
  }

  /** Calls the watcher with each new value. Returns the function that ends it. */
  watch(watcher) {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

}

/** Returns the value of a store, and renders the component again when it changes. */
export function useStore(store) {
  const [, render] = useState(0);
  useEffect(() => {
    const before = store.get();
    const renderAgain = () => render((count) => count + 1);
    const end = store.watch(renderAgain);
    if (store.get() !== before) {
      renderAgain();
    }
    return end;
  }, [store]);
  return store.get();
}
