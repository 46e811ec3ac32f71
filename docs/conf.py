"""How the documentation becomes a site: `make docs` builds it to build/site."""

from __future__ import annotations

import sys
from importlib.metadata import version as version_of
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

project = "onrecord"
version = release = version_of("onrecord")
language = "en"
extensions = ["myst_parser", "sphinx.ext.autodoc", "generated"]
exclude_patterns = ["desk"]
# What docstrings put between backticks is code.
default_role = "literal"

myst_heading_anchors = 3
myst_links_external_new_tab = False

autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_default_options = {"members": True, "exclude-members": "__init__, __new__"}
python_use_unqualified_type_names = True
# Signatures show a default as it is written, not the value's own view of itself.
autodoc_preserve_defaults = True

html_theme = "furo"
html_title = f"onrecord {release}"
html_copy_source = False
html_show_copyright = False
html_show_sphinx = False
html_use_index = False
html_domain_indices = False
