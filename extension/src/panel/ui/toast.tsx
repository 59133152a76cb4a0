/** Short messages above the bottom bar: what just happened, and what to do next when it did not work. */
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { t } from "../i18n";
import { useFocusReturn } from "./focus";
import { Icon } from "./icons";

export interface ToastAction {
  readonly label: string;
  readonly run: () => void;
  /** Shortcuts that do the same, as in `aria-keyshortcuts`. */
  readonly keys?: string;
}

export interface ToastContent {
  /** Good ones go away by themselves; bad ones stay until they are read. */
  readonly tone: "good" | "bad";
  /** What it is about, for tests and for replacing it. */
  readonly about: string;
  readonly text: ComponentChildren;
  readonly action?: ToastAction;
  /** It was closed, replaced by another one, or left behind. */
  readonly onGone?: () => void;
}

const GOOD_MS = 6000;
/** There is something to decide. */
const ACTION_MS = 20_000;

interface Props {
  readonly toast: ToastContent | undefined;
  readonly onClose: () => void;
}

export function Toasts({ toast, onClose }: Props) {
  useEffect(() => {
    if (toast?.tone !== "good") return undefined;
    return toast.action === undefined ? closeAfter(GOOD_MS, onClose) : closeAfter(ACTION_MS, onClose, ".toast:hover, .toast:focus-within");
  }, [toast]);
  useEffect(() => () => toast?.onGone?.(), [toast]);
  return (
    <div class="toasts">
      {/* both are always there: a region that changes its role together with what is in it is not read out */}
      <div role="status">{toast?.tone === "good" ? <Toast key={toast} toast={toast} onClose={onClose} /> : null}</div>
      <div role="alert">{toast?.tone === "bad" ? <Toast key={toast} toast={toast} onClose={onClose} /> : null}</div>
    </div>
  );
}

/** Not while something like `held` is there: somebody who is about to take up what is offered. */
function closeAfter(waitMs: number, close: () => void, held?: string): () => void {
  const timer = setInterval(() => {
    if (held === undefined || document.querySelector(held) === null) close();
  }, waitMs);
  return () => {
    clearInterval(timer);
  };
}

function Toast({ toast, onClose }: { readonly toast: ToastContent; readonly onClose: () => void }) {
  const { tone, about, text, action } = toast;
  const box = useFocusReturn<HTMLDivElement>();
  return (
    <div ref={box} class={`toast ${tone}`} data-testid="toast" data-about={about}>
      <Icon name={tone === "good" ? "check" : "warning"} />
      <div>
        <p>{text}</p>
        {action === undefined ? null : (
          <div class="toast-actions">
            <button type="button" class="text-button" data-testid="toast-action" aria-keyshortcuts={action.keys} onClick={action.run}>
              {action.label}
            </button>
          </div>
        )}
      </div>
      <button type="button" class="icon-button" aria-label={t("dismiss")} onClick={onClose}>
        <Icon name="close" />
      </button>
    </div>
  );
}
