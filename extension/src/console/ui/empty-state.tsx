/** In the place of what is not there: why, and what one can do. */
import type { ComponentChildren } from "preact";
import { Icon, type IconName } from "./icons";

interface Props {
  readonly icon: IconName;
  readonly title: string;
  readonly text: ComponentChildren;
  readonly link?: { readonly label: string; readonly href: string };
  readonly action?: { readonly label: string; readonly onClick: () => void };
}

export function EmptyState({ icon, title, text, link, action }: Props) {
  return (
    <div class="empty" data-testid="empty">
      <Icon name={icon} />
      <h2>{title}</h2>
      <p class="quiet">{text}</p>
      {link === undefined ? null : <a class="button" href={link.href}>{link.label}</a>}
      {action === undefined ? null : <button type="button" class="button" onClick={action.onClick}>{action.label}</button>}
    </div>
  );
}
