"""Static files with hashed names, compressed once, module imports included."""

from whitenoise.storage import CompressedManifestStaticFilesStorage

from channel_community.storage import ModuleImportsMixin


class StaticFilesStorage(ModuleImportsMixin, CompressedManifestStaticFilesStorage):
    """WhiteNoise's storage for production."""
