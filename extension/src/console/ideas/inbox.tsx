/** A list of links that is read like an inbox; the arrow keys move through it. */
import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";
import { moveByArrow } from "../ui/arrow-keys";

interface Props {
  readonly testid: string;
  readonly children: ComponentChildren;
}

export function Inbox({ testid, children }: Props) {
  const list = useRef<HTMLUListElement>(null);
  return (
    <ul ref={list} class="inbox" data-testid={testid} onKeyDown={(event) => { if (list.current !== null) moveByArrow(event, list.current, ".inbox-row"); }}>
      {children}
    </ul>
  );
}
