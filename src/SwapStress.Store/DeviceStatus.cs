namespace SwapStress.Store;

/// <summary>How a page read or write ended (<c>blk_status_t</c>).</summary>
public enum DeviceStatus
{
    /// <summary>The page was read or written.</summary>
    Ok = 0,

    /// <summary>The data could not be read or written (<c>BLK_STS_IOERR</c>).</summary>
    IoError = 1,

    /// <summary>No room: the memory limit is reached or the host refuses memory (<c>BLK_STS_NOSPC</c>).</summary>
    NoSpace = 2,

    /// <summary>The slot lies beyond the end of the device.</summary>
    InvalidSlot = 3,

    /// <summary>As <see cref="IoError"/>, made on purpose; only ghost state tells the two apart.</summary>
    InjectedError = 4,
}
