/** A part of the details: its heading, what is said of all of it, and its fields. */
import type { ComponentChildren } from "preact";
import { Remarks } from "./remarks";

interface Props {
  /** Of the heading, to which one is led when something is missing. */
  readonly id: string;
  readonly title: string;
  /** How it stands, beside the heading. */
  readonly says?: ComponentChildren;
  readonly children: ComponentChildren;
}

export function Part({ id, title, says, children }: Props) {
  return (
    <section class="detail-part" aria-labelledby={id} data-testid={id}>
      <div class="detail-head">
        <h2 id={id} tabIndex={-1}>{title}</h2>
        {says === undefined ? null : <p class="quiet" role="status">{says}</p>}
      </div>
      {children}
      <Remarks of={id} />
    </section>
  );
}
