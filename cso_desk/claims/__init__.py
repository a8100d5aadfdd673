"""What a JHT claim is and what may be decided on it: values and pure rules. No Qt, no SQL, no sockets, no clock."""
