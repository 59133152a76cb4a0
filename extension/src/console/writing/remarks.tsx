/** What the server says about a field, below it: quietly, since somebody is writing; what is refused stands out. */
import { Icon } from "../ui/icons";
import { useWriting } from "./context";

export function useSaid(field: string): { readonly "aria-describedby"?: string; readonly "aria-invalid"?: boolean } {
  const remarks = useWriting().remarks.get(field) ?? [];
  if (remarks.length === 0) return {};
  return { "aria-describedby": `${field}-said`, "aria-invalid": remarks.some(({ isFault }) => isFault) };
}

export function Remarks({ of: field }: { readonly of: string }) {
  const remarks = useWriting().remarks.get(field) ?? [];
  if (remarks.length === 0) return null;
  return (
    <ul id={`${field}-said`} class="said-list" data-testid={`said-${field}`}>
      {remarks.map(({ message, isFault, pointer }) => (
        <li key={`${pointer} ${message}`} class={isFault ? "fault small" : "quiet small"} dir="auto">
          <Icon name="warning" />
          {message}
        </li>
      ))}
    </ul>
  );
}
