"""Two small pieces of middleware, each at home in an ASGI and in a WSGI server."""

from asgiref.sync import iscoroutinefunction, sync_to_async
from django.conf import settings
from django.utils.decorators import sync_and_async_middleware
from whitenoise.middleware import WhiteNoiseMiddleware


@sync_and_async_middleware
def static_files(get_response):
    """Serve static files through WhiteNoise without making every other request hop to a thread.

    Under ASGI, files of any kind are read in pieces away from the event loop: pictures and documents too.
    """
    whitenoise = WhiteNoiseMiddleware(get_response)

    def found(request):
        """The response for a static file, or None when the path names none."""
        look_up = whitenoise.find_file if whitenoise.autorefresh else whitenoise.files.get
        file = look_up(request.path_info)
        return None if file is None else whitenoise.serve(file, request)

    if iscoroutinefunction(get_response):

        async def middleware(request):
            response = None
            if request.path_info.startswith(whitenoise.static_prefix):
                response = await sync_to_async(found, thread_sensitive=False)(request)
            if response is None:
                response = await get_response(request)
            if response.streaming and not response.is_async:
                response.streaming_content = _in_pieces(response.streaming_content)
            return response

    else:

        def middleware(request):
            return found(request) or get_response(request)

    return middleware


async def _in_pieces(blocks):
    """A file's blocks as an asynchronous iterator, read away from the event loop."""
    read = sync_to_async(next, thread_sensitive=False)
    while (block := await read(blocks, None)) is not None:
        yield block


@sync_and_async_middleware
def admin_policy(get_response):
    """Allow the Wagtail admin the inline scripts and styles it still has; all else stays strict."""

    def loosened(request, response):
        if request.path_info.startswith(settings.ADMIN_SECURITY_PREFIXES):
            response._csp_update = settings.ADMIN_SECURITY_POLICY
        return response

    if iscoroutinefunction(get_response):

        async def middleware(request):
            return loosened(request, await get_response(request))

    else:

        def middleware(request):
            return loosened(request, get_response(request))

    return middleware
