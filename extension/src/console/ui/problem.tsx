/** Why something was not done: in the server's own words where it has some, with each part of a document that is wrong. */
import { useEffect } from "preact/hooks";
import { useFocusReturn } from "../../panel/ui/focus";
import { t } from "../i18n";
import type { CallFailure } from "../worker/protocol";
import { Icon } from "./icons";

interface Props {
  readonly failure: CallFailure | undefined;
  readonly testid: string;
  /** Pointers whose faults stand beside their fields already. */
  readonly shown?: readonly string[];
}

export function Problem({ failure, testid, shown = [] }: Props) {
  return failure === undefined ? null : <Note failure={failure} testid={testid} shown={shown} />;
}

function Note({ failure, testid, shown }: Required<Props> & { readonly failure: CallFailure }) {
  const note = useFocusReturn<HTMLDivElement>();
  useEffect(() => note.current?.scrollIntoView({ block: "nearest" }), [failure]);
  const others = (failure.errors ?? []).filter(({ pointer }) => !shown.some((one) => pointer === one || pointer.startsWith(`${one}/`)));
  return (
    <div ref={note} class="note bad" role="alert" data-testid={testid}>
      <Icon name={failure.kind === "offline" ? "offline" : "warning"} />
      <div>
        <p>{failure.errors === undefined || failure.errors.length === 0 ? failure.detail ?? t(`failure_${failure.kind}`) : t("shell.refused")}</p>
        {others.length === 0 ? null : <ul>{others.map(({ pointer, message }) => <li key={pointer}>{message}</li>)}</ul>}
      </div>
    </div>
  );
}
