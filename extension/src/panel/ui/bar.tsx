/** The bar at the bottom of a view. What floats above it and what gets the focus keep clear of it, however high it grows. */
import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

interface Props {
  readonly class?: string;
  readonly testid?: string;
  readonly about?: string;
  readonly children: ComponentChildren;
}

/** What has the focus may lie under a bar that grew; a text of many lines stays where one reads it. */
function keepInSight(focused: Element | null): void {
  if (focused === document.body || focused instanceof HTMLTextAreaElement) return;
  focused?.scrollIntoView({ block: "nearest" });
}

export function Bar({ class: name = "", testid, about, children }: Props) {
  const bar = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const { current } = bar;
    if (current === null) return undefined;
    const { style } = document.documentElement;
    const observer = new ResizeObserver(() => {
      style.setProperty("--bar", `${String(current.offsetHeight)}px`);
      keepInSight(document.activeElement);
    });
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
