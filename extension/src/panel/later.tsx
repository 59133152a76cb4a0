/** Views that are not the first thing that most look at, in a file of their own: the list is there sooner without them. */
import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { firstPicture } from "./first-picture";
import type * as views from "./more";

type More = typeof views;

let more: More | undefined;

export async function loadLater(): Promise<More> {
  more ??= await import("./more");
  return more;
}

/** Fetch them behind the first picture, so that they too open at once. */
export function warmUp(): void {
  void firstPicture.then(loadLater);
}

/** One of them; for the moment that it is on its way there is nothing. */
export function later<P extends object>(pick: (more: More) => ComponentType<P>): ComponentType<P> {
  return function Later(props: P) {
    const [here, setHere] = useState(more);
    useEffect(() => { if (here === undefined) void loadLater().then(setHere); }, []);
    const View = here && pick(here);
    return View === undefined ? null : <View {...props} />;
  };
}
