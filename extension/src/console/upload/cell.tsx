/** A cell to mend, with what is wrong with it. It is told to the server when it is left, or by Ctrl+Enter. */
import { useEffect, useState } from "preact/hooks";
import { Icon } from "../ui/icons";

interface Props {
  readonly id: string;
  readonly column: string;
  readonly text: string;
  /** Empty when nothing is. */
  readonly fault: string;
  readonly isBusy: boolean;
  readonly onMend: (text: string) => void;
}

const LONG = 60;

export function Cell({ id, column, text, fault, isBusy, onMend }: Props) {
  const [typed, setTyped] = useState(text);
  useEffect(() => { setTyped(text); }, [text]);
  const about = fault === "" ? undefined : `${id}-fault`;
  const shared = {
    id,
    class: "input",
    dir: "auto",
    value: typed,
    readOnly: isBusy,
    "aria-describedby": about,
    "aria-invalid": fault !== "",
    "data-testid": id,
    onBlur: () => { onMend(typed); },
    onInput: (event: { readonly currentTarget: { readonly value: string } }) => { setTyped(event.currentTarget.value); },
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key === "Enter" && (!isLong || event.ctrlKey || event.metaKey)) onMend(typed);
    },
  } as const;
  const isLong = text.length > LONG || text.includes("\n");
  return (
    <div class="field">
      <label for={id}><code>{column}</code></label>
      {isLong ? <textarea rows={4} {...shared} /> : <input {...shared} />}
      {about === undefined ? null : (
        <p id={about} class="small fault" dir="auto">
          <Icon name="warning" />
          {fault}
        </p>
      )}
    </div>
  );
}
