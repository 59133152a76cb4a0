/** The bar at the bottom of a view. What floats above it and what gets the focus keep clear of it, however high it grows. */
import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

interface Props {
  readonly class?: string;
  readonly testid?: string;
  readonly about?: string;
  readonly children: ComponentChildren;
}

export function Bar({ class: name = "", testid, about, children }: Props) {
  const bar = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const { current } = bar;
    if (current === null) return undefined;
    const { style } = document.documentElement;
    const observer = new ResizeObserver(() => { style.setProperty("--bar", `${String(current.offsetHeight)}px`); });
    observer.observe(current);
    return () => {
      observer.disconnect();
      style.removeProperty("--bar");
    };
  }, []);
  return (
    <div ref={bar} class={`bottom ${name}`} data-testid={testid} data-about={about}>
      {children}
    </div>
  );
}
