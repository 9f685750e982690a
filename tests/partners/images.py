"""Pictures for tests."""

import io

from django.core.files.images import ImageFile
from PIL import Image as Picture
from wagtail.images import get_image_model


def picture(colour="#ff00ff", size=(300, 100), name="logo.png"):
    """A Wagtail image of one colour."""
    data = io.BytesIO()
    Picture.new("RGBA", size, colour).save(data, "PNG")
    return get_image_model().objects.create(
        title=name, file=ImageFile(io.BytesIO(data.getvalue()), name=name)
    )
