// The library of the pages: preact with htm templates. Modules import it from here, never from /lib.
export {
  html, h, render, Component, createContext, useState, useReducer, useEffect, useLayoutEffect, useRef, useMemo,
  useCallback, useContext, useErrorBoundary,
} from '/lib/htm/preact/standalone.module.js';

let lastId = 0;

/** Returns an id that no other element of the page has. */
export function uniqueId(prefix) {
  lastId += 1;
  return `${prefix}-${lastId}`;
}

/** Joins the names of classes; skips false, null and ''. */
export function classes(...names) {
  return names.filter(Boolean).join(' ');
}
