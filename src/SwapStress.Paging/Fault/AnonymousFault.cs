using SwapStress.Paging.Folios;
using SwapStress.Paging.Statistics;
using SwapStress.Primitives;
using SwapStress.Primitives.Locking;

namespace SwapStress.Paging.Fault;

/// <summary>
/// The first touch of a page (<c>do_anonymous_page()</c>). A read, too, gets a folio of its own: there is no shared
/// zero page here.
/// </summary>
internal sealed class AnonymousFault(Mm mm)
{
    public FaultResult Handle(ref FaultContext fault)
    {
        int frame = mm.Folios.Allocate();
        if (frame == FolioTable.NoFolio)
            return FaultResult.OutOfFrames;
        mm.Folios.Bytes(frame).Clear();
        ref Folio folio = ref mm.Folios[frame];
        folio.SetFilled();
        RankedLock pageTableLock = mm.PageTable.LockOf(fault.Page);
        pageTableLock.Enter();
        bool none = mm.PageTable.Read(fault.Page).IsNone;
        if (none)
        {
            mm.Ghost.InstalledZeroLocked(fault.Page, ref folio);
            folio.MapCount = 1;
            mm.PageTable.SetLocked(fault.Page, Pte.ForFrame(frame, fault.Write, dirty: fault.Write));
        }
        pageTableLock.Exit();
        if (none)
            mm.Counters.Count(PagingEvent.MinorFault);
        else
            mm.Folios.Put(frame);
        return FaultResult.Done;
    }
}
