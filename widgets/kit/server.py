"""Small messages at once: a setting for the JupyterLab that ``python course.py`` starts.

A slider's message and its answer are small. The server leaves Nagle's algorithm on for the kernel's websocket, which holds a
small message back (by about 40 ms) until the one before it has been acknowledged. Here it is switched off.

Nothing depends on this: elsewhere (on Binder, in another JupyterLab) the panels work the same, a little slower. It is loaded
as a server extension, because the server goes on, with a warning, when an extension cannot be loaded.
"""

from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection


class PromptKernelWebsocketConnection(ZMQChannelsWebsocketConnection):
    """The server's own connection between page and kernel, with every message sent at once."""

    def connect(self):
        """Connect as the server does, with Nagle's algorithm switched off for this websocket."""
        self.websocket_handler.set_nodelay(True)
        return super().connect()


def _jupyter_server_extension_points():
    return [{"module": "widgets.kit.server"}]


def _load_jupyter_server_extension(server):
    """Use the prompt connection, unless somebody has chosen a connection class of their own."""
    chosen = server.web_app.settings.get("kernel_websocket_connection_class")
    if chosen is ZMQChannelsWebsocketConnection:
        server.web_app.settings["kernel_websocket_connection_class"] = PromptKernelWebsocketConnection
