/** The head of a view: its title, and what one can do with all of it. */
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { useConsole } from "../context";

interface Props {
  readonly title: string;
  /** One line below the title. */
  readonly lead?: ComponentChildren;
  /** Buttons, the main one last. */
  readonly actions?: ComponentChildren;
  readonly children: ComponentChildren;
}

export function Page({ title, lead, actions, children }: Props) {
  usePageTitle(title);
  const heading = useHeadingFocus();
  return (
    <>
      <header class="page-head">
        <div>
          <h1 ref={heading} tabIndex={-1} dir="auto">{title}</h1>
          {lead === undefined ? null : <p class="quiet">{lead}</p>}
        </div>
        {actions === undefined ? null : <div class="page-actions">{actions}</div>}
      </header>
      {children}
    </>
  );
}

/** In the window's title, so that tabs can be told apart. */
export function usePageTitle(title: string): void {
  const { organisation } = useConsole().account;
  useEffect(() => { document.title = `${title} · ${organisation}`; }, [title]);
}

/** Whether a view was shown before: who just opened the console has not moved, and the browser puts the focus. */
let isLater = false;

/** A screen reader reads on from the heading of what was gone to. A field that wants the focus itself keeps it. */
function useHeadingFocus() {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (isLater && document.activeElement?.closest(".page, dialog") == null) heading.current?.focus({ preventScroll: true });
    isLater = true;
  }, []);
  return heading;
}
