/** A few fields over the page, and one button that does something with them; Ctrl+Enter presses it. */
import type { ComponentChildren } from "preact";
import { t } from "../i18n";
import type { Action } from "./use-action";
import { Dialog } from "./dialog";
import { Problem } from "./problem";

interface Props {
  readonly title: string;
  readonly testid: string;
  readonly submit: string;
  readonly action: Action<[]>;
  /** Pointers whose faults stand beside their fields. */
  readonly shown?: readonly string[];
  readonly onClose: () => void;
  readonly children: ComponentChildren;
  readonly isDangerous?: boolean;
}

export function FormDialog({ title, testid, submit, action, shown = [], onClose, children, isDangerous = false }: Props) {
  const send = async (): Promise<void> => {
    if (await action.run()) onClose();
  };
  return (
    <Dialog
      title={title}
      testid={testid}
      onClose={onClose}
      actions={
        <>
          <button type="button" class="button" onClick={onClose}>{t("cancel")}</button>
          <button type="submit" form={`${testid}-form`} class={isDangerous ? "button danger" : "button primary"} data-testid={`${testid}-submit`} aria-disabled={action.isBusy}>
            {submit}
          </button>
        </>
      }
    >
      <form
        id={`${testid}-form`}
        class="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
        onKeyDown={(event) => { if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void send(); }}
      >
        {children}
        <Problem failure={action.failure} testid={`${testid}-failed`} shown={shown} />
      </form>
    </Dialog>
  );
}
