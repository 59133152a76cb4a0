"""The fixed sets of words that several resources use."""

KINDS = ("story", "team_moment", "success", "vacancy", "event", "article")
TONES = ("personal", "factual", "light", "short")
STATUSES = ("draft", "published", "archived")
ROLES = ("employee", "editor", "admin")
LINK_SCOPES = ("campaign", "personal")
SHARE_METHODS = ("insert", "copy")
INTERVALS = ("hour", "day", "week", "month")
GROUPS = ("none", "kind", "suggestion", "team", "location", "language", "scope")
REPORT_ORDERS = ("clicks", "shares", "clicks_per_share", "applications", "title")
ROW_STATUSES = ("created", "updated", "unchanged", "refused")
