import { Store, useStore } from './store.js';
import { askAbout } from './api.js';

/** What the service says of itself; null until the first answer. */
export const about = new Store(null);

export async function loadAbout() {
  about.set(await askAbout());
}

export const useAbout = () => useStore(about);

/** Whether the user may change something. Buttons that the user may not press are not shown. */
export function useMayWrite() {
  const known = useStore(about);
  return known !== null && (!known.securityEnabled || Boolean(known.user?.mayWrite));
}
