"""A camera that speaks RTSP: GStreamer's server, run with the system's Python.

Arguments: port, width, height, and a PNG of that size to show, if any.
"""

import sys

try:
    import gi

    gi.require_version("Gst", "1.0")
    gi.require_version("GstRtspServer", "1.0")
    from gi.repository import GLib, Gst, GstRtspServer
except (ImportError, ValueError) as error:
    sys.exit(f"GStreamer's RTSP server is missing ({error}): apt-get install gir1.2-gst-rtsp-server-1.0 python3-gi")

Gst.init(None)
ENCODERS = ("x264enc tune=zerolatency speed-preset=ultrafast key-int-max=30", "openh264enc gop-size=30")
PLUGINS = "gstreamer1.0-plugins-base gstreamer1.0-plugins-good gstreamer1.0-plugins-ugly"


def pipeline(width: str, height: str, picture: str = "") -> str:
    encoder = next((words for words in ENCODERS if Gst.ElementFactory.find(words.split()[0])), None)
    if encoder is None or not Gst.ElementFactory.find("rtph264pay"):
        sys.exit(f"GStreamer has no H.264 encoder: apt-get install {PLUGINS}")
    pattern = "videotestsrc is-live=true"
    still = f"filesrc location={picture} ! pngdec ! videoconvert ! imagefreeze is-live=true"
    shown = f"{still if picture else pattern} ! video/x-raw,width={width},height={height},framerate=30/1"
    return f"( {shown} ! {encoder} ! rtph264pay name=pay0 pt=96 config-interval=1 )"


server = GstRtspServer.RTSPServer()
server.set_service(sys.argv[1])
factory = GstRtspServer.RTSPMediaFactory()
factory.set_launch(pipeline(*sys.argv[2:]))
factory.set_shared(True)
server.get_mount_points().add_factory("/booth", factory)
if server.attach(None) == 0:
    sys.exit(f"port {sys.argv[1]} is taken")
sys.stdout.write("serving\n")
sys.stdout.flush()
GLib.MainLoop().run()
