/** One line that says how something stands, and opens when more of it is wanted. */
import type { ComponentChildren } from "preact";
import { useId, useState } from "preact/hooks";
import { Icon } from "./icons";

interface Props {
  readonly title: string;
  /** How it stands, in a few words. */
  readonly says?: ComponentChildren;
  /** What opening it is for: "Change". */
  readonly label: string;
  readonly testid: string;
  /** Before the title. */
  readonly lead?: ComponentChildren;
  /** With room for it, it is always open. */
  readonly openWhenWide?: boolean;
  readonly children: ComponentChildren;
}

export function Unfold({ title, says, label, testid, lead, openWhenWide = false, children }: Props) {
  const [isOpen, setIsOpen] = useState(false);
  const body = useId();
  return (
    <section class={openWhenWide ? "unfold when-narrow" : "unfold"} data-testid={testid}>
      <div class="unfold-head">
        {lead}
        <div class="unfold-says">
          <h2>{title}</h2>
          {says === undefined ? null : <p class="quiet">{says}</p>}
        </div>
        <button
          type="button"
          class="text-button"
          data-testid={`${testid}-unfold`}
          aria-label={`${label}: ${title}`}
          aria-expanded={isOpen}
          aria-controls={body}
          onClick={() => { setIsOpen(!isOpen); }}
        >
          {label}
          <Icon name="unfold" />
        </button>
      </div>
      <div id={body} class={isOpen ? "unfold-body" : "unfold-body folded"}>
        {isOpen || openWhenWide ? children : null}
      </div>
    </section>
  );
}
