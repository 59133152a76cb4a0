/** Views that are not the first thing that most look at, in a file of their own: the list is there sooner without them. */
import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { firstPicture } from "./first-picture";
import type * as lazyViews from "./lazy-views";

type LazyViews = typeof lazyViews;

let views: LazyViews | undefined;

export async function loadLazyViews(): Promise<LazyViews> {
  views ??= await import("./lazy-views");
  return views;
}

/** Fetch them behind the first picture, so that they too open at once. */
export function warmUp(): void {
  void behindThePicture();
}

/** For what need not be there at once: fetched behind the first picture. */
export const behindThePicture = (): Promise<LazyViews> => firstPicture.then(loadLazyViews);

/** One of them; for the moment that it is on its way there is nothing. */
export function lazy<P extends object>(pick: (views: LazyViews) => ComponentType<P>, load = loadLazyViews): ComponentType<P> {
  return function Lazy(props: P) {
    const [here, setHere] = useState(views);
    useEffect(() => { if (here === undefined) void load().then(setHere); }, []);
    const View = here && pick(here);
    return View === undefined ? null : <View {...props} />;
  };
}
