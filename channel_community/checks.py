"""System checks: what a site can get wrong when it adds the community, each with the line that cures it."""
