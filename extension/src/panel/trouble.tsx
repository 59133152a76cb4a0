/** In the place of the panel when it cannot be shown: what is wrong, that nothing was thrown away, and what to do. */
import { t } from "./i18n";
import { Icon } from "./ui/icons";

interface Props {
  /** The browser does not give back what is kept, or what is kept cannot be shown. */
  readonly is: "unreadable" | "broken";
  readonly action: { readonly label: string; readonly run: () => void };
}

export function Trouble({ is, action }: Props) {
  return (
    <main class="view">
      <div class="empty" role="alert" data-testid="trouble" data-is={is}>
        <Icon name="warning" />
        <h1>{t(`trouble_${is}`)}</h1>
        <p class="quiet">{t(`troubleText_${is}`)}</p>
        <button type="button" class="button" data-testid="trouble-action" onClick={action.run}>
          {action.label}
        </button>
      </div>
    </main>
  );
}
