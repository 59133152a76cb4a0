/**
 * The first picture. What is asked of the worker would fight with it for the processor, and only says anew what
 * stands there already: it waits until there is something to look at.
 */

import { useEffect, useState } from "preact/hooks";

/** A panel that nobody looks at has no first picture, and goes on without one. */
const AT_MOST_MS = 500;

let isThere = false;

export const firstPicture = new Promise<void>((resolve) => {
  const observer = new PerformanceObserver((list) => {
    if (list.getEntriesByName("first-contentful-paint").length > 0) resolve();
  });
  observer.observe({ type: "paint", buffered: true });
  setTimeout(resolve, AT_MOST_MS);
}).then(() => { isThere = true; });

/** Whether the first picture is there: what lies out of sight can come after it. */
export function useFirstPicture(): boolean {
  const [here, setHere] = useState(isThere);
  useEffect(() => void firstPicture.then(() => { setHere(true); }), []);
  return here;
}
