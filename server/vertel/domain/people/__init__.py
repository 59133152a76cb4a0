"""The organisation, its teams and employees, their sign-ins, and the keys of programs."""
