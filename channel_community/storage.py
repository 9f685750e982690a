"""Static file storages that give every ES module a hashed name, also those imported by another module.

Django's manifest storage leaves `import "./socket.js"` alone unless told otherwise. The entry script is then
fetched fresh after an upgrade while the modules it imports come stale out of the browser's cache.
"""

from django.contrib.staticfiles.storage import ManifestStaticFilesStorage


class ModuleImportsMixin:
    """Put in front of any manifest storage to have module imports rewritten to hashed names."""

    support_js_module_import_aggregation = True


class ModuleManifestStaticFilesStorage(ModuleImportsMixin, ManifestStaticFilesStorage):
    """Django's manifest storage with module imports rewritten."""
