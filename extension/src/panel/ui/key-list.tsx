/** The keys that do something in the panel. */
import { t } from "../i18n";

export function KeyList() {
  return (
    <dl class="keys">
      <Shortcut keys={["/"]} does={t("keySearch")} />
      <Shortcut keys={["↑", "↓"]} does={t("keyMove")} />
      <Shortcut keys={["Enter"]} does={t("keyOpen")} />
      <Shortcut keys={["S"]} does={t("keySave")} />
      <Shortcut keys={["H"]} does={t("keyHide")} />
      <Shortcut keys={["Ctrl", "Z"]} does={t("keyUndo")} />
      <Shortcut keys={["Ctrl", "Enter"]} does={t("keyInsert")} />
      <Shortcut keys={["Esc"]} does={t("keyBack")} />
      <Shortcut keys={["?"]} does={t("keyHelp")} />
    </dl>
  );
}

function Shortcut({ keys, does }: { readonly keys: readonly string[]; readonly does: string }) {
  return (
    <>
      <dt>
        {keys.map((key) => (
          <kbd key={key}>{key}</kbd>
        ))}
      </dt>
      <dd>{does}</dd>
    </>
  );
}
