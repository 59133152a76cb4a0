/** Below the last suggestion: the way to what was put out of sight. */
import { plural, t } from "../i18n";
import { usePanel } from "../panel-context";
import { useFocusBack } from "./use-focus-back";

export function HiddenLine({ count }: { readonly count: number }) {
  return (
    <p class="hidden-line small quiet">
      {plural("youHid", count)} <ShowHidden look="text-button" />
    </p>
  );
}

export function ShowHidden({ look }: { readonly look: "text-button" | "button" }) {
  const { navigation } = usePanel();
  const here = useFocusBack("hidden");
  return (
    <button
      ref={here}
      type="button"
      class={look}
      data-testid="show-hidden"
      data-id="hidden"
      onClick={() => { navigation.open({ name: "hidden" }); }}
    >
      {t(look === "button" ? "showHidden" : "show")}
    </button>
  );
}
