"""Pictures made on the spot."""

import io

from django.core.files.images import ImageFile
from PIL import Image as Picture
from wagtail.images import get_image_model


def picture(name, size=(1400, 1000)):
    file = io.BytesIO()
    Picture.new("RGB", size, "#1f4f8f").save(file, "PNG")
    return get_image_model().objects.create(title=name, file=ImageFile(file, name=name))
