/**
 * Views that are not the first thing that anyone looks at, in a file of their own: the list and the desk are there sooner
 * without them.
 */
import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import type * as views from "./more";

type More = typeof views;

let more: More | undefined;

async function load(): Promise<More> {
  more ??= await import("./more");
  return more;
}

/** Fetch them when there is nothing else to do, so that they too open at once. */
export function warmUp(): void {
  setTimeout(() => void load(), 300);
}

/** One of them; for the moment that it is on its way there is nothing. */
export function later<P extends object>(pick: (more: More) => ComponentType<P>): ComponentType<P> {
  return function Later(props: P) {
    const [here, setHere] = useState(more);
    useEffect(() => { if (here === undefined) void load().then(setHere); }, []);
    const View = here && pick(here);
    return View === undefined ? null : <View {...props} />;
  };
}
