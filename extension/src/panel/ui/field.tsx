/** A labelled input with its hint, or with what is wrong with it. */
import { cloneElement, type VNode } from "preact";
import { Icon } from "./icons";

interface Props {
  readonly id: string;
  readonly label: string;
  readonly hint: string;
  readonly fault: string | undefined;
  readonly children: VNode;
}

export function Field({ id, label, hint, fault, children }: Props) {
  const about = `${id}-about`;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {cloneElement(children, { id, "aria-describedby": about, "aria-invalid": fault !== undefined })}
      <p id={about} class={`small ${fault === undefined ? "quiet" : "fault"}`} data-testid={fault && `${id}-fault`}>
        {fault === undefined ? null : <Icon name="warning" />}
        {fault ?? hint}
      </p>
    </div>
  );
}
